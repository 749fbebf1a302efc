using System.Text.Json.Serialization;

namespace Crm.ProviderSimulator.Meta;

[JsonConverter(typeof(JsonStringEnumConverter<TokenKind>))]
internal enum TokenKind
{
    User,
    Page,
    SystemUser,
    Instagram,
    App,
}

/// <summary>A token with all that decides what it may do.</summary>
/// <param name="SubjectId">Whom <c>me</c> means: a user, a Page, an Instagram account or an app.</param>
/// <param name="UserId">The person behind it, also behind a Page token.</param>
/// <param name="Pages">The Pages the person left ticked; null is every Page of theirs.</param>
internal sealed record GraphToken(
    string Value,
    TokenKind Kind,
    string AppId,
    string SubjectId,
    string UserId,
    IReadOnlyList<string> Scopes,
    DateTimeOffset IssuedAt,
    IReadOnlyList<string>? Pages = null,
    string? BusinessId = null,
    bool IsLongLived = true
)
{
    public IReadOnlyList<string> Declined { get; init; } = [];

    /// <summary>Null is never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    public DateTimeOffset? DataAccessExpiresAt { get; set; }

    /// <summary>Why it was ended: 458 app removed, 460 password changed and so on.</summary>
    public int? DeadSubcode { get; set; }
}
