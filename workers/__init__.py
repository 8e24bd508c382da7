"""What happens in the background: services over documents and dossiers, and what starts them."""
