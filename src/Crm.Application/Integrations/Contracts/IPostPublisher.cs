using Crm.Application.Common;

namespace Crm.Application.Integrations.Contracts;

/// <summary>
/// Publishes posts, none of them twice. What may be repeated is prepared; the one call that may not is made once its intent is
/// committed, and when its answer is lost the provider is asked what became of it.
/// </summary>
public interface IPostPublisher : IProvider
{
    /// <summary>How long the platform refuses a text that was published already; null: it does not.</summary>
    TimeSpan? RefusesSameTextFor { get; }

    /// <summary>What the platform would refuse, and the length as it counts. Asks nobody.</summary>
    PostVerdict Check(PostContent content);

    /// <summary>Nothing has to be there before, so that nobody is asked.</summary>
    bool IsPrepared(PostOrder order) => false;

    /// <summary>One step of what has to be there before: an upload, a container, a look whether it is ready. May be repeated at any time.</summary>
    /// <exception cref="ProviderException">Refused or failed; nobody has seen anything yet.</exception>
    Task<PostPreparation> PrepareAsync(AccountAccess access, PostOrder order, CancellationToken cancellationToken);

    /// <summary>The call that puts the post, or the next part of it, before everybody's eyes. Never repeated by itself.</summary>
    /// <exception cref="ProviderException">
    /// Clearly refused or never sent; with <see cref="ProviderException.MayHaveHappened"/> the answer was lost.
    /// </exception>
    Task<PostStep> PublishAsync(AccountAccess access, PostOrder order, CancellationToken cancellationToken);

    /// <summary>What became of a publishing call whose answer was lost. Reads only.</summary>
    /// <exception cref="ProviderException">The question itself failed, and may be asked again.</exception>
    Task<PostFinding> FindAsync(AccountAccess access, PostOrder order, CancellationToken cancellationToken);
}

/// <param name="Text">In NFC.</param>
/// <param name="Thread">The parts that follow the first as answers to it.</param>
/// <param name="Author">In whose name, where an account may speak for others: the provider's own id of, say, an organisation.</param>
public sealed record PostContent(
    string Text,
    IReadOnlyList<string> Thread,
    IReadOnlyList<PostMedia> Media,
    PostArticle? Article = null,
    string? Author = null
)
{
    public override string ToString() => "•••";
}

/// <param name="Type">As its bytes say, for example <c>image/jpeg</c>.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Width">In pixels; null where it could not be read.</param>
/// <param name="AltText">For those who cannot see it.</param>
public sealed record PostMedia(
    Guid Id,
    string Type,
    long Size,
    int? Width,
    int? Height,
    TimeSpan? Duration,
    string? AltText
)
{
    public bool IsVideo => Type.StartsWith("video/", StringComparison.Ordinal);
}

/// <summary>A page that the post points to, with how it is shown.</summary>
public sealed record PostArticle(Uri Url, string? Title, string? Description);

/// <param name="Length">As the platform counts it, of the longest part.</param>
public sealed record PostVerdict(int Length, int LongestLength, IReadOnlyList<PostFault> Faults)
{
    /// <summary>What the platform takes, but the person should know, such as a dearer kind of post.</summary>
    public IReadOnlyList<PostFault> Warnings { get; init; } = [];
}

/// <param name="Code">For example <c>post_too_long</c>; its text stands with those of the members.</param>
/// <param name="Member">Of the request, for example <c>text</c> or <c>media[1].altText</c>.</param>
/// <param name="Limit">The number that was passed, where there is one.</param>
/// <param name="Actual">What it is instead.</param>
public sealed record PostFault(string Code, string Member, long? Limit = null, long? Actual = null);

/// <param name="Progress">What earlier steps left, as the publisher wrote it; null at the beginning.</param>
/// <param name="Files">The bytes of the content's media.</param>
/// <param name="UncertainSince">When a call was made whose end nobody knows, where this one follows it by a person's decision.</param>
public sealed record PostOrder(
    Guid PostId,
    PostContent Content,
    string? Progress,
    IPostFiles Files,
    DateTimeOffset? UncertainSince = null
)
{
    /// <summary>The last of the calls in doubt, where there are several.</summary>
    public DateTimeOffset? UncertainUntil { get; init; }

    /// <summary>The provider's ids of what other posts of the account became: none of them is this one. Told where a call is in doubt.</summary>
    public IReadOnlyCollection<string> TakenIds { get; init; } = [];

    public bool IsTaken(string? externalId) =>
        externalId is not null && TakenIds.Contains(externalId, StringComparer.Ordinal);

    public override string ToString() => PostId.ToString();
}

public interface IPostFiles
{
    Task<Stream> OpenAsync(Guid mediaId, CancellationToken cancellationToken);

    /// <summary>Where a provider that fetches by itself finds the bytes, without a key but by an address that cannot be guessed and ends soon.</summary>
    Task<Uri> AddressAsync(Guid mediaId, CancellationToken cancellationToken);
}

public abstract record PostPreparation
{
    private PostPreparation() { }

    /// <summary>A step is done; another follows.</summary>
    public sealed record More(string Progress) : PostPreparation;

    /// <summary>The provider is at work.</summary>
    public sealed record Wait(string Progress, TimeSpan For) : PostPreparation;

    public sealed record Ready(string? Progress) : PostPreparation;
}

public abstract record PostStep(string? RequestId)
{
    /// <param name="ExternalId">Null: published, but the provider did not tell its id.</param>
    public sealed record Published(string? ExternalId, Uri? Url, string? RequestId) : PostStep(RequestId);

    /// <summary>One part of several; the next is prepared and published in its turn.</summary>
    public sealed record PartPublished(string Progress, string? RequestId) : PostStep(RequestId);
}

public abstract record PostFinding
{
    private PostFinding() { }

    public sealed record Happened(PostStep Step) : PostFinding;

    /// <summary>Certainly not, so that it may be sent again.</summary>
    public sealed record DidNotHappen : PostFinding;

    /// <summary>It is not to be seen, which proves nothing, or the provider lets nobody look.</summary>
    public sealed record CannotTell : PostFinding;
}
