using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Crm.Benchmarks.Load;

/// <summary>
/// One keep-alive connection that sends bytes and reads answers with as little work as possible: on two cores the
/// load generator takes its share from what it measures.
/// </summary>
internal sealed class LoadConnection(Uri server) : IDisposable
{
    private readonly byte[] buffer = new byte[512 * 1024];
    private Socket? socket;

    /// <summary>The last answer: head and body.</summary>
    public ReadOnlySpan<byte> Answer => buffer.AsSpan(0, length);

    private int length;

    /// <returns>The status of the answer.</returns>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        socket ??= await ConnectAsync();
        await socket.SendAsync(request);
        length = 0;
        while (!IsWhole(buffer.AsSpan(0, length)))
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            length +=
                read > 0 ? read : throw new IOException("The server closed the connection in the middle of an answer.");
        }

        return int.Parse(buffer.AsSpan(9, 3), CultureInfo.InvariantCulture);
    }

    public string Body()
    {
        var answer = Answer;
        return Encoding.UTF8.GetString(answer[(answer.IndexOf("\r\n\r\n"u8) + 4)..]);
    }

    /// <summary>The body without the sizes of its chunks: from the first brace to the last.</summary>
    public string Json()
    {
        var lines = Body().Split("\r\n");

        return lines.Length == 1 ? lines[0] : string.Concat(lines.Where((_, place) => place % 2 == 1));
    }

    public void Dispose() => socket?.Dispose();

    private async Task<Socket> ConnectAsync()
    {
        var fresh = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await fresh.ConnectAsync(IPAddress.Loopback, server.Port);

        return fresh;
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var at = answer[..head].IndexOf("\r\nContent-Length: "u8);
        if (at < 0)
        {
            // One request at a time, so the end of the buffer can only be the end of this answer.
            return answer[..head].IndexOf("\r\nTransfer-Encoding: chunked"u8) < 0 || answer.EndsWith("\r\n0\r\n\r\n"u8);
        }

        var digits = answer[(at + 18)..head];
        var end = digits.IndexOf((byte)'\r');
        var size = int.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);

        return answer.Length >= head + 4 + size;
    }
}
