namespace Crm.ProviderSimulator.OAuth;

/// <summary>An app registered at a provider whose apps keep a secret.</summary>
internal sealed record OAuthClient(string Id, string Secret, IReadOnlyList<string> RedirectUris, string Name);
