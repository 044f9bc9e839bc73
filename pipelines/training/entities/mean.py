"""The weighted mean of checkpoints of one form: `python -m pipelines.training.entities.mean OUT.pt A.pt:0.25 B.pt:0.75`.

Between a network and what it became by further training lie weights that keep most of what either does well.
"""

import sys
from pathlib import Path

from pipelines.training.entities.network import load, save


def main() -> None:
    """Writes the mean."""
    out, *specs = sys.argv[1:]
    parts = [(load(Path(path)), float(share)) for path, share in (spec.rsplit(":", 1) for spec in specs)]
    if abs(sum(share for _, share in parts) - 1) > 1e-6:
        raise ValueError(f"shares of {' '.join(specs)} must add up to 1")
    states = [(model.state_dict(), share) for model, share in parts]
    mean = {name: sum(state[name] * share for state, share in states) for name in states[0][0]}
    model = parts[0][0]
    model.load_state_dict(mean)
    save(model, Path(out))


if __name__ == "__main__":
    main()
