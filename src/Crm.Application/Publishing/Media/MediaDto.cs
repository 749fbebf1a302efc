using System.Linq.Expressions;
using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Domain.Publishing.Media;

namespace Crm.Application.Publishing.Media;

/// <param name="Type">As its bytes say, whatever was declared.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Width">In pixels, as it is shown.</param>
/// <param name="DurationSeconds">Null for a picture, and for a video that does not tell.</param>
/// <param name="Sha256">Of the bytes, in hexadecimal. The same bytes are stored once and have one id.</param>
public sealed record MediaDto(
    Guid Id,
    string Type,
    long Size,
    int Width,
    int Height,
    double? DurationSeconds,
    string Sha256,
    DateTimeOffset CreatedAt,
    [property: JsonIgnore] uint Version
) : IVersionedAnswer
{
    public static readonly Expression<Func<MediaFile, MediaDto>> FromEntity = media =>
        new(
            media.Id,
            media.Type,
            media.Size,
            media.Width,
            media.Height,
            media.DurationMs / 1000d,
            Convert.ToHexStringLower(media.Sha256),
            media.CreatedAt,
            media.Version
        );
}
