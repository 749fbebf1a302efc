using System.Net.Http.Headers;
using System.Text;

namespace Crm.WebApi.Tests.HostileRequests;

/// <summary>One hostile request. <paramref name="MustBeRefused"/>: no reading of it is acceptable.</summary>
internal sealed record Attack(
    Operation Operation,
    string Name,
    string Target,
    byte[]? Body = null,
    string ContentType = "application/json",
    bool MustBeRefused = true
)
{
    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(
            HttpMethod.Parse(Operation.Method),
            new Uri(Target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })
        );
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
            // So that a body over the limit is refused before it is sent, instead of with a broken connection.
            request.Headers.ExpectContinue = Body.Length > 1024 * 1024;
        }

        return request;
    }

    public override string ToString()
    {
        var body = Body is null ? "" : Encoding.Latin1.GetString(Body, 0, Math.Min(Body.Length, 300));

        return $"{Operation.Method} {Target} ({Name}) {body}";
    }
}
