"""`render --doctor`: whether this system can make films, and what to do about anything wrong."""
