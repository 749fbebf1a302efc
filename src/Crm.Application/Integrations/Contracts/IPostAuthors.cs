using Crm.Application.Common;

namespace Crm.Application.Integrations.Contracts;

/// <summary>In whose names an account may post besides its own.</summary>
public interface IPostAuthors : IProvider
{
    /// <exception cref="ProviderException">Refused, such as <c>permission_denied</c> without the scope, or failed.</exception>
    Task<IReadOnlyList<PostAuthor>> ListAuthorsAsync(AccountAccess access, CancellationToken cancellationToken);
}

/// <param name="Id">As <see cref="PostContent.Author"/> names it.</param>
/// <param name="Name">Null: the provider does not tell it to this account.</param>
public sealed record PostAuthor(string Id, string? Name);
