namespace Crm.TestKit;

/// <summary>Waits until a process answers, and says what it printed when it does not.</summary>
internal static class HttpProbe
{
    public static async Task WaitAsync(ChildProcess process, Uri address)
    {
        using var handler = new SocketsHttpHandler();
        using var client = new HttpMessageInvoker(handler);
        try
        {
            await Poll.UntilAsync(
                async () => process.HasExited || await AnswersAsync(client, address),
                $"{address} did not answer."
            );
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}\n{process.Output}", exception);
        }

        if (process.HasExited)
        {
            throw new InvalidOperationException($"The process ended with {process.ExitCode}:\n{process.Output}");
        }
    }

    private static async Task<bool> AnswersAsync(HttpMessageInvoker client, Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            using var response = await client.SendAsync(request, patience.Token);
            return (int)response.StatusCode < 500;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
