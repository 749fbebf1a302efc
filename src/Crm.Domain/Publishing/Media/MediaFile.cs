using Crm.Domain.Common;

namespace Crm.Domain.Publishing.Media;

/// <summary>A picture or video of the customer, stored once whoever uploads it how often. What its bytes are never changes.</summary>
public sealed class MediaFile : ITenantOwned, IVersioned
{
    /// <summary>How long one that no post refers to is kept after it was last uploaded.</summary>
    public static readonly TimeSpan KeptUnused = TimeSpan.FromDays(7);

    private MediaFile() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public byte[] Sha256 { get; private set; } = null!;

    /// <summary>As its bytes say, such as <c>image/jpeg</c>.</summary>
    public string Type { get; private set; } = null!;
    public long Size { get; private set; }

    /// <summary>In pixels, as it is shown: turned where the file asks for it.</summary>
    public int Width { get; private set; }
    public int Height { get; private set; }

    /// <summary>Null for a picture, and for a video that does not tell.</summary>
    public long? DurationMs { get; private set; }

    /// <summary>The people and API tokens that have uploaded these bytes: who is limited to venues sees their own.</summary>
    public Guid[] Uploaders { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was last uploaded.</summary>
    public DateTimeOffset KeptSince { get; private set; }
    public uint Version { get; private set; }

    public static MediaFile Create(
        TenantId tenantId,
        byte[] sha256,
        long size,
        MediaFacts facts,
        Guid? uploader,
        DateTimeOffset now
    ) =>
        new()
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            Sha256 = sha256,
            Type = facts.Type,
            Size = size,
            Width = facts.Width,
            Height = facts.Height,
            DurationMs = facts.Duration is { } duration ? (long)duration.TotalMilliseconds : null,
            Uploaders = uploader is { } id ? [id] : [],
            CreatedAt = now,
            KeptSince = now,
        };
}
