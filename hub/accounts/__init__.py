"""Who is who: users, brands, roles, API tokens, and the one rule that everything is seen by brand."""
