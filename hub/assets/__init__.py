"""Pictures and documents with their rights: who may use them where, from when until when."""
