"""What a store must stand: power cuts, faults of disks and files, cut migrations, no network."""
