namespace Crm.ProviderSimulator.LinkedIn.Posts;

/// <summary>What a client asked to be posted, after all checks.</summary>
internal sealed record PostDraft(
    string Author,
    string Commentary,
    string Visibility,
    string LifecycleState,
    IReadOnlyList<string> ImageUrns
);

/// <summary>A post.</summary>
/// <param name="Text">What readers see of the commentary.</param>
/// <param name="WasCut">An unescaped character ended the text early.</param>
internal sealed record Post(
    string Urn,
    PostDraft Draft,
    string Text,
    bool WasCut,
    DateTimeOffset CreatedAt,
    bool Deleted = false
);

/// <summary>An image that is asked for by its URN once its bytes have arrived.</summary>
internal sealed record PostImage(string Urn, string Owner, DateTimeOffset UploadEndsAt, bool Uploaded = false);
