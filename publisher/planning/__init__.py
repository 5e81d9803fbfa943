"""What should happen: decided from values alone, without network, disk or clock."""
