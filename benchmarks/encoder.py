"""What the encoder keeps of the topic and tells of the side, against its base in the same run.

    .venv/bin/python benchmarks/encoder.py DATA [MODEL]

`DATA` is the folder of the labelled sets, `MODEL` an encoder's folder (without it, the shipped
one). Prints a Markdown table on the development sets, and the curve of negations.
"""

import sys
import warnings
from pathlib import Path

from stances.runtime import models_folder
from stances.training.base import find_base
from stances.training.encoder_card import tell_curve, tell_scores
from stances.training.encoder_scores import score_encoder
from stances.training.pair_data import find_files


def main() -> None:
    warnings.simplefilter("ignore")
    files = find_files([Path(sys.argv[1])])
    model = Path(sys.argv[2]) if len(sys.argv) > 2 else models_folder() / "encoder"
    ours = score_encoder(model, files)
    print(tell_scores(ours, score_encoder(find_base(), files)))
    print()
    print(tell_curve(ours))


if __name__ == "__main__":
    main()
