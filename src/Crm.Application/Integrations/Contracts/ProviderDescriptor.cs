namespace Crm.Application.Integrations.Contracts;

/// <summary>What a platform is and can do; the catalogue and the app's forms are drawn from it.</summary>
/// <param name="Key">The platform's name in the API, for example <c>x</c>.</param>
/// <param name="Aliases">Other names the API accepts for it.</param>
/// <param name="DisplayName">The brand's own name, the same in every language.</param>
/// <param name="Scopes">What a connection asks the person to allow.</param>
/// <param name="CredentialFields">What a person pastes; empty where OAuth is the only way.</param>
/// <param name="HookKey">The path segment of its webhooks, where it has any.</param>
/// <param name="IsExclusive">An account there serves one customer of ours, and one account of theirs.</param>
/// <param name="HasWebhookKey">Its webhooks repeat a key that we give: because nothing signs them, or when they ask whether the address is ours.</param>
/// <param name="BringsLeads">Leads are among what its webhooks bring, where it has any.</param>
/// <param name="MaySendUnsigned">Not all its webhooks are signed: an account may choose to take those that are not.</param>
/// <param name="LimitsTokens">It counts calls by token: what it refuses to one account says nothing of the others.</param>
public sealed record ProviderDescriptor(
    string Key,
    IReadOnlyList<string> Aliases,
    string DisplayName,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<CredentialField> CredentialFields,
    string? HookKey,
    bool MaySendUnsigned = false,
    bool IsExclusive = false,
    bool HasWebhookKey = false,
    bool LimitsTokens = false,
    bool BringsLeads = true
)
{
    /// <param name="platform">A key or an alias.</param>
    public bool Is(string? platform) => Key == platform || Aliases.Contains(platform, StringComparer.Ordinal);

    public bool DeliversLeads => HookKey is not null && BringsLeads;
}

/// <param name="Label">By language: en, tr, ar.</param>
/// <param name="Help">Where to find the value, by language.</param>
/// <param name="Longest">The most characters that the platform takes; null: it names no limit.</param>
public sealed record CredentialField(
    string Name,
    bool IsRequired,
    bool IsSecret,
    IReadOnlyDictionary<string, string> Label,
    IReadOnlyDictionary<string, string> Help,
    int? Longest = null
);

/// <summary>Every provider has this; the other ports are its capabilities, and a missing one is a missing capability.</summary>
public interface IProvider
{
    ProviderDescriptor Descriptor { get; }
}
