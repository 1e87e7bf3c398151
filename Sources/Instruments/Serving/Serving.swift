// Placeholder of the server.
