using Crm.Domain.Publishing.Media;
using Crm.Infrastructure.Configuration;
using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Publishing.Media;

/// <summary>How large a file may be.</summary>
internal sealed record MediaOptions(int MostImageMb, int MostVideoMb)
{
    public const int Mebibyte = 1024 * 1024;

    // More than any platform takes.
    private const int LargestImageMb = 30;

    public static MediaOptions From(IConfiguration configuration)
    {
        var most = configuration.Number("CRM_MEDIA_MOST_MB", otherwise: 512, least: 1, most: 4096);

        return new(Math.Min(LargestImageMb, most), most);
    }

    /// <summary>What the request that brings it may have beside the file.</summary>
    public long LargestRequest => ((long)MostVideoMb + 1) * Mebibyte;

    public long MostOf(string type) => (long)(MediaTypes.IsVideo(type) ? MostVideoMb : MostImageMb) * Mebibyte;
}
