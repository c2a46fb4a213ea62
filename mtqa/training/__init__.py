"""How the embedded model is made and judged: data, damage, one training loop, evaluation."""
