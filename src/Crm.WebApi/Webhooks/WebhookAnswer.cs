namespace Crm.WebApi.Webhooks;

/// <summary>The one answer to everything that was kept: an empty JSON object.</summary>
internal static class WebhookAnswer
{
    private static readonly ReadOnlyMemory<byte> EmptyObject = "{}"u8.ToArray();

    public static Task WriteAsync(HttpResponse response)
    {
        response.ContentType = "application/json";
        response.ContentLength = EmptyObject.Length;

        return response.Body.WriteAsync(EmptyObject).AsTask();
    }
}
