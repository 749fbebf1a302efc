using System.Text.Json;
using Crm.Domain.Common;
using Crm.Domain.Leads;

namespace Crm.Application.Leads.Consents;

/// <summary>
/// The <c>consent</c> of a lead that is created: an object of the caller's own making, kept as it is. What names <c>channel</c> or
/// <c>channels</c> and <c>granted</c> goes into the ledger.
/// </summary>
internal static class ToldConsents
{
    public static IReadOnlyList<GivenConsent> Of(JsonElement? consent, string source, DateTimeOffset now)
    {
        if (
            consent is not { ValueKind: JsonValueKind.Object } told
            || !told.TryGetProperty("granted", out var granted)
            || granted.ValueKind is not (JsonValueKind.True or JsonValueKind.False)
        )
        {
            return [];
        }

        var at =
            told.TryGetProperty("at", out var time)
            && time.ValueKind is JsonValueKind.String
            && time.TryGetDateTimeOffset(out var given)
            && given <= now
                ? given
                : now;

        return
        [
            .. Channels(told)
                .Where(channel => ConsentChannel.All.Contains(channel, StringComparer.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .Select(channel => new GivenConsent(
                    channel,
                    granted.ValueKind is JsonValueKind.True,
                    Text(told, "text"),
                    Text(told, "language"),
                    at,
                    Text(told, "address") ?? Text(told, "ip"),
                    source
                )),
        ];
    }

    private static IEnumerable<string> Channels(JsonElement told)
    {
        if (Text(told, "channel") is { } one)
        {
            yield return one;
        }

        if (told.TryGetProperty("channels", out var several) && several.ValueKind is JsonValueKind.Array)
        {
            foreach (var channel in several.EnumerateArray())
            {
                if (channel.ValueKind is JsonValueKind.String)
                {
                    yield return channel.GetString()!;
                }
            }
        }
    }

    private static string? Text(JsonElement told, string member) =>
        told.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String
            ? CleanText.Of(value.GetString())
            : null;
}
