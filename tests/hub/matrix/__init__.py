"""What the permission matrix is made of: two brands full of objects, every address, and who may go where."""
