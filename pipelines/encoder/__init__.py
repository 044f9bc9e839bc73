"""Tokens in, token and sentence vectors out: the only package that knows onnxruntime."""

from pipelines.encoder.session import ModelError, OnnxModel, load_model

__all__ = ["ModelError", "OnnxModel", "load_model"]
