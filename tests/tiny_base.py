"""A base encoder so small that a training run takes seconds."""

import shutil
import warnings
from pathlib import Path

import torch

from stances.runtime import Model


def write_base(folder: Path) -> Path:
    """Write a BERT of one narrow layer, with the shipped vocabulary, into `folder`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own, at import
        from transformers import BertConfig, BertModel
    config = BertConfig(
        hidden_size=24, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    torch.manual_seed(0)
    network = BertModel(config, add_pooling_layer=False)
    with torch.no_grad():  # no two weights alike, as in a trained one: the exporter merges twins
        for weight in network.parameters():
            weight.add_(torch.randn_like(weight), alpha=0.01)
    network.save_pretrained(folder)
    tokenizer = Model.shipped("quotations").folder / "tokenizer.json"
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    return folder
