using System.Net;
using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Meta;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.Instagram;

/// <summary>
/// Extends a token of Instagram's own login: at least a day old and not yet ended. The old one stays good, so a lost answer is
/// asked for again and costs nothing.
/// </summary>
internal sealed class InstagramRefresher(IInstagramGraphApi api) : ITokenRefresher
{
    public ProviderDescriptor Descriptor => InstagramProvider.Descriptor;

    public async Task<RefreshOutcome> RefreshAsync(Secret refreshToken, CancellationToken cancellationToken)
    {
        var token = InstagramToken.From(refreshToken);
        var query = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "ig_refresh_token",
            ["access_token"] = token.Value,
        };
        var outcome = await RefreshCall.RunAsync(
            () => api.GetAsync("refresh_access_token", authorization: null, query, cancellationToken),
            (answer, message) => Read(token, answer, message),
            cancellationToken
        );

        return outcome is RefreshOutcome.AnswerLost lost
            ? new RefreshOutcome.Postponed(lost.Code, RetryAfter: null)
            : outcome;
    }

    private static RefreshOutcome Read(InstagramToken token, JsonElement answer, HttpResponseMessage message)
    {
        if (message.StatusCode is HttpStatusCode.OK && InstagramLogin.TokenOf(answer) is { } extended)
        {
            return new RefreshOutcome.Renewed(
                (token with { Value = extended }).ToPair(InstagramLogin.Lifetime(answer))
            );
        }

        var failure = GraphFailures.Describe(InstagramProvider.Key, answer, message.StatusCode, message.Headers);

        return failure.Code switch
        {
            "authentication_failed" => new RefreshOutcome.Refused(failure.Reason ?? failure.Code),
            // Pasted on the day it was made: it goes on as it is, until it is old enough.
            "provider_rejected" => new RefreshOutcome.Renewed(token.ToPair(lifetime: null)),
            _ => new RefreshOutcome.Postponed(failure.Code, failure.RetryAfter),
        };
    }
}
