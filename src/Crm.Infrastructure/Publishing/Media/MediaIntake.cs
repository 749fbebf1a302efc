using System.Buffers;
using System.Security.Cryptography;
using Crm.Application.Publishing.Media;
using Crm.Domain.Common;
using Crm.Infrastructure.Publishing.Media.Reading;

namespace Crm.Infrastructure.Publishing.Media;

/// <summary>
/// Receives into a nameless temporary file: the database is not kept waiting for a slow sender, and a video may tell its size in
/// its last bytes.
/// </summary>
internal sealed class MediaIntake(MediaOptions limits) : IMediaIntake
{
    private const long MostPixels = 100_000_000;
    private const int BufferSize = 128 * 1024;

    public async Task<IncomingMedia> TakeAsync(Stream source, CancellationToken cancellationToken)
    {
        var file = OpenTemporary();
        try
        {
            var (type, sha256) = await ReceiveAsync(source, file, cancellationToken);
            file.Position = 0;
            var facts = MediaReader.Read(file, type) ?? throw NotTaken();
            if ((long)facts.Width * facts.Height > MostPixels)
            {
                throw new DomainException(
                    "payload_too_large",
                    ("reason", "reason_media_pixels"),
                    ("most", MostPixels / 1_000_000)
                );
            }

            file.Position = 0;

            return new(file, file.Length, sha256, facts);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private async Task<(string Type, byte[] Sha256)> ReceiveAsync(
        Stream source,
        FileStream file,
        CancellationToken cancellationToken
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var read = await NextAsync(source, buffer, MediaSniffer.Head, cancellationToken);
            var type = MediaSniffer.TypeOf(buffer.AsSpan(0, read)) ?? throw NotTaken();
            for (var most = limits.MostOf(type); read > 0; read = await NextAsync(source, buffer, 1, cancellationToken))
            {
                if (file.Length + read > most)
                {
                    throw TooLarge();
                }

                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            await file.FlushAsync(cancellationToken);

            return (type, hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<int> NextAsync(
        Stream source,
        Memory<byte> buffer,
        int least,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await source.ReadAtLeastAsync(buffer, least, throwOnEndOfStream: false, cancellationToken);
        }
        // A form that ends in the middle of its file. What the server or the network refuse has a type or a cause of its own.
        catch (IOException exception)
            when (exception.GetType() == typeof(IOException) && exception.InnerException is null)
        {
            throw new DomainException("malformed_request", ("reason", "reason_incomplete"));
        }
    }

    private static FileStream OpenTemporary()
    {
        var path = Path.Combine(
            Path.GetTempPath(),
            $"crm-media-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}"
        );
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(path, options);
        // Without a name it is gone with the process, however that ends.
        File.Delete(path);

        return file;
    }

    private static DomainException NotTaken() => new("unsupported_media_type", ("reason", "reason_media_types"));

    private DomainException TooLarge() =>
        new(
            "payload_too_large",
            ("reason", "reason_media_size"),
            ("image", limits.MostImageMb),
            ("video", limits.MostVideoMb)
        );
}
