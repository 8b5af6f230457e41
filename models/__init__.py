"""The shipped models: one folder each, with weights, tokenizer, configuration and card."""
