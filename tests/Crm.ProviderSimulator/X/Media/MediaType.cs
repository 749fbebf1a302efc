namespace Crm.ProviderSimulator.X.Media;

/// <summary>What a file is by its first bytes: its name and the sender's word do not count.</summary>
internal static class MediaType
{
    private const int Looked = 12;

    public static async Task<string?> OfAsync(IFormFile file, CancellationToken cancellationToken)
    {
        var head = new byte[Looked];
        await using var stream = file.OpenReadStream();
        var read = await stream.ReadAtLeastAsync(head, Looked, throwOnEndOfStream: false, cancellationToken);
        return head.AsSpan(0, read) switch
        {
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P'] =>
                "image/webp",
            _ => null,
        };
    }
}
