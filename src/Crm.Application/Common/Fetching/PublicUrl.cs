namespace Crm.Application.Common.Fetching;

/// <summary>An address that may be asked at all: http or https, without a name or password in it. Where it leads is another question.</summary>
public static class PublicUrl
{
    public const int Longest = 2_048;

    public static Uri? Parse(string? text) =>
        text is { Length: > 0 and <= Longest }
        && Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url)
        && IsAcceptable(url)
            ? url
            : null;

    public static bool IsAcceptable(Uri url) =>
        (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url.UserInfo.Length == 0
        && url.IdnHost.Length > 0;
}
