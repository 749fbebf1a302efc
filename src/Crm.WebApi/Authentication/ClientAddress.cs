using System.Net;

namespace Crm.WebApi.Authentication;

/// <summary>Where a request comes from, behind the proxies that are trusted.</summary>
internal static class ClientAddress
{
    public static string? Of(HttpContext context) => Address(context)?.ToString();

    public static IPAddress? Address(HttpContext context) =>
        context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped
            ? mapped.MapToIPv4()
            : context.Connection.RemoteIpAddress;
}
