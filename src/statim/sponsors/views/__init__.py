"""What readers' browsers ask for, and the screens for whoever books."""
