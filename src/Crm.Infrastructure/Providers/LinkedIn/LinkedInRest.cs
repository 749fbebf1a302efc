using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;
using Microsoft.Extensions.Logging;
using RestEase;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.LinkedIn;

/// <summary>Calls of the versioned API: the answer's object, or its error as what it means.</summary>
internal sealed partial class LinkedInRest(ILinkedInRest api, TimeProvider time, ILogger<LinkedInRest> logger)
{
    /// <summary>Where an answer has no body.</summary>
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    public async Task<LinkedInAnswer> SendAsync(
        AccountAccess access,
        Func<ILinkedInRest, string, Task<Response<string>>> call,
        CancellationToken cancellationToken
    )
    {
        var bearer = $"Bearer {access.RequiredToken.Reveal()}";
        var (body, status, headers) = await CallTrouble.SendAsync(
            LinkedInProvider.Key,
            async () => Readable(await call(api, bearer)),
            cancellationToken
        );
        var answer = new LinkedInAnswer(body, status, headers);

        return (int)status is >= 200 and < 300 ? answer : throw Refused(answer);
    }

    private ProviderException Refused(LinkedInAnswer answer)
    {
        var failure = LinkedInFailures.Describe(
            answer.Text("code"),
            answer.Text("message"),
            answer.Status,
            time.GetUtcNow(),
            answer.RequestId
        );
        if (failure.Reason is LinkedInFailures.EndedVersion)
        {
            LogEndedVersion(logger, api.Version);
        }

        return failure;
    }

    private static Response<JsonElement> Readable(Response<string> answer) =>
        new(
            answer.StringContent,
            answer.ResponseMessage,
            () => string.IsNullOrWhiteSpace(answer.StringContent) ? Nothing : JsonElement.Parse(answer.StringContent)
        );

    [LoggerMessage(
        LogLevel.Error,
        "LinkedIn no longer takes version {Version}: nobody can publish there until LINKEDIN_VERSION names a newer one."
    )]
    private static partial void LogEndedVersion(ILogger logger, string version);
}

internal sealed record LinkedInAnswer(JsonElement Body, HttpStatusCode Status, HttpResponseHeaders Headers)
{
    /// <summary>For LinkedIn's support.</summary>
    public string? RequestId => Header("x-li-uuid") ?? Header("x-li-request-id");

    public string? Text(string member) => Body.ValueKind is JsonValueKind.Object ? JsonText.Of(Body, member) : null;

    public string? Header(string name) =>
        Headers.TryGetValues(name, out var values) && values.First() is { Length: > 0 } value ? value : null;

    public IEnumerable<JsonElement> Elements() =>
        Body.ValueKind is JsonValueKind.Object
        && Body.TryGetProperty("elements", out var elements)
        && elements.ValueKind is JsonValueKind.Array
            ? elements.EnumerateArray().Where(element => element.ValueKind is JsonValueKind.Object)
            : [];
}
