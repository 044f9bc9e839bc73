"""What is measured: speed, memory and accuracy; nothing of the pipeline imports it."""
