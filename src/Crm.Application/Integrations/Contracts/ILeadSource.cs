namespace Crm.Application.Integrations.Contracts;

/// <summary>
/// Lead forms that a provider lets us list and read again, so that what a webhook missed is found. A platform without it can
/// prove nothing about its leads.
/// </summary>
public interface ILeadSource : IProvider
{
    /// <summary>How long the provider keeps an entry; older ones can be neither read nor proven.</summary>
    TimeSpan KeptFor { get; }

    Task<IReadOnlyList<SourceForm>> ListFormsAsync(AccountAccess access, CancellationToken cancellationToken);

    /// <summary>Every entry of the form since then, in any order, page by page; some may be older.</summary>
    IAsyncEnumerable<LeadForm> ReadLeadsAsync(
        AccountAccess access,
        string formId,
        DateTimeOffset since,
        CancellationToken cancellationToken
    );
}

/// <param name="Status">The provider's own word.</param>
public sealed record SourceForm(string Id, string? Name, string? Status, IReadOnlyList<SourceQuestion> Questions);

/// <param name="Key">What an answer names as its question.</param>
/// <param name="Label">What the person was asked.</param>
/// <param name="Kind">The provider's own word, such as EMAIL or CUSTOM.</param>
public sealed record SourceQuestion(string Key, string? Label, string? Kind);
