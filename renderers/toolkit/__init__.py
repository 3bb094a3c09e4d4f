"""What several channels share: fitting, links, pictures, QR codes, typesetting, and the guarded child."""
