"""One file a dialect. The file's page says where each string was read; see `renderers.contract.dialect`."""
