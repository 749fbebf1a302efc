using Crm.Domain.Common;

namespace Crm.Application.Integrations.Contracts;

/// <summary>Connects an account by what a person pastes, where no consent page is needed or wanted.</summary>
public interface ICredentialConnector : IProvider
{
    /// <summary>A harmless live call that says whose account this is.</summary>
    /// <returns>Null: what was pasted is the customer's own app alone, and a person has yet to consent to it.</returns>
    Task<ConnectedAccount?> IntroduceAsync(PastedCredentials credentials, CancellationToken cancellationToken);

    /// <summary>Ends at the provider what was pasted; does nothing where the provider knows no such thing.</summary>
    Task RevokeAsync(PastedCredentials credentials, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>What a person pasted, by the names of the platform's credential fields.</summary>
public sealed class PastedCredentials(IReadOnlyDictionary<string, Secret> values)
{
    public static readonly PastedCredentials None = new(new Dictionary<string, Secret>(StringComparer.Ordinal));

    public bool IsEmpty => values.Count == 0;

    public string? Find(string field) => values.GetValueOrDefault(field)?.Reveal();

    /// <exception cref="KeyNotFoundException">A field that the descriptor does not require, or that was never asked for.</exception>
    public string Get(string field) => values[field].Reveal();

    public bool IsSameAs(PastedCredentials other) =>
        Fields.Count() == other.Fields.Count()
        && Fields.All(field => string.Equals(Find(field), other.Find(field), StringComparison.Ordinal));

    public override string ToString() => "•••";

    private IEnumerable<string> Fields => values.Keys;
}

/// <summary>What a call on behalf of an account may use.</summary>
/// <param name="Token">The live access token; null where the platform works with pasted keys alone.</param>
/// <param name="ExternalId">The provider's own id of the account, once it is known.</param>
public sealed record AccountAccess(Secret? Token, PastedCredentials Credentials, string? ExternalId)
{
    /// <exception cref="InvalidOperationException">The platform connects without tokens.</exception>
    public Secret RequiredToken =>
        Token ?? throw new InvalidOperationException("The account is connected without a token.");

    public override string ToString() => "•••";
}
