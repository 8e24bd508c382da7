"""The review desk: the queue, a dossier as a bundle, and what people judge, ask and decide."""
