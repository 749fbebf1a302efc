using Crm.Domain.Publishing.Media;

namespace Crm.Application.Publishing.Media;

/// <summary>Takes in what a caller sends or an address gives, before the database hears of it.</summary>
public interface IMediaIntake
{
    /// <exception cref="Crm.Domain.Common.DomainException">
    /// <c>unsupported_media_type</c> as soon as the first bytes are none that are taken, <c>payload_too_large</c> as soon as they are too many.
    /// </exception>
    Task<IncomingMedia> TakeAsync(Stream source, CancellationToken cancellationToken);
}

/// <summary>A file that was received whole and looked at; gone when it is disposed of.</summary>
/// <param name="Bytes">From their beginning.</param>
public sealed record IncomingMedia(Stream Bytes, long Size, byte[] Sha256, MediaFacts Facts) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Bytes.DisposeAsync();
}
