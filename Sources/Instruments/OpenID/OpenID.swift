// Placeholder of sign-in by a provider.
