"""What readers ask and report: pages asked for, questions not answered, and the replies."""
