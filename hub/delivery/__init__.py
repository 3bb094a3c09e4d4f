"""What leaves the hub, and when: change numbers, the sync feed, webhooks, who pulled what, recall."""
