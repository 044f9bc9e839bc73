"""How the weights in `pipelines/models/segment` are made."""
