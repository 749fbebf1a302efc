using System.Globalization;
using System.Text;

namespace Crm.Benchmarks.Load;

/// <summary>Requests as the bytes that go over the wire.</summary>
internal static class HttpText
{
    public static byte[] Get(string path, string token) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n");

    public static byte[] Post(string path, string headers, string json)
    {
        var size = Encoding.UTF8.GetByteCount(json).ToString(CultureInfo.InvariantCulture);

        return Encoding.UTF8.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Type: application/json\r\nContent-Length: {size}\r\n\r\n{json}"
        );
    }
}
