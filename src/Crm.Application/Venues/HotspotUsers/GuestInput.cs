using System.Net;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Common.Phones;
using Crm.Domain.Common;
using Crm.Domain.Venues;
using FluentValidation;
using FluentValidation.Results;

namespace Crm.Application.Venues.HotspotUsers;

/// <summary>What a hotspot tells of a guest, as it came.</summary>
public sealed record GuestData(
    string? FullName,
    string? Email,
    string? Phone,
    string? MacAddress,
    string? Language,
    MarketingConsentData? MarketingConsent,
    JsonElement? CustomFields
);

/// <summary>A guest's answer; evidence, so it is kept as it was given.</summary>
/// <param name="Granted">False withdraws.</param>
/// <param name="At">When the guest answered; default now.</param>
/// <param name="Ip">The address the guest answered from.</param>
/// <param name="Text">The words that the guest agreed to; required where it is granted.</param>
public sealed record MarketingConsentData(
    bool Granted,
    DateTimeOffset? At = null,
    string? Ip = null,
    string? Text = null
);

/// <summary>Reads and checks what a hotspot tells of a guest.</summary>
internal sealed class GuestInput(ILocalPhones phones, TimeProvider time)
{
    private const int LongestName = 200;
    private const int LongestPhone = 64;
    private const int LongestLanguage = 35;
    private const int LongestConsent = 8000;

    /// <summary>Clocks of hotspots go wrong by minutes.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    public async Task CheckAsync<T>(
        GuestData data,
        bool mustName,
        ValidationContext<T> context,
        CancellationToken cancellationToken
    )
    {
        var faults = Faults(data, mustName).Concat(ConsentFaults(data.MarketingConsent)).ToList();
        if (
            CleanText.Of(data.Phone) is { Length: <= LongestPhone } phone
            && await phones.ReadAsync(phone, cancellationToken) is null
        )
        {
            faults.Add(("phone", "phone_unreadable"));
        }

        foreach (var (member, code) in faults)
        {
            context.AddFailure(new ValidationFailure(member, code) { ErrorCode = code });
        }
    }

    public async Task<GuestDetails> ReadAsync(GuestData data, CancellationToken cancellationToken)
    {
        var phone = CleanText.Of(data.Phone);

        return new(
            CleanText.Of(data.FullName),
            EmailAddress.Parse(data.Email),
            phone is null ? null : await phones.ReadAsync(phone, cancellationToken),
            phone,
            MacAddress.Parse(data.MacAddress),
            CleanText.Of(data.Language),
            data.CustomFields is { ValueKind: JsonValueKind.Object } fields ? CustomFields.Write(fields) : null
        );
    }

    public MarketingConsent? Consent(GuestData data)
    {
        if (data.MarketingConsent is not { } given)
        {
            return null;
        }

        var at = given.At ?? time.GetUtcNow();

        return new(
            given.Granted,
            // As the database keeps it: the same answer, sent again, must be known again.
            at.ToUniversalTime().AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond)),
            CleanText.Of(given.Ip),
            given.Text is null ? null : CleanText.Storable(given.Text),
            CleanText.Of(data.Language)
        );
    }

    private static IEnumerable<(string Member, string Code)> Faults(GuestData data, bool mustName)
    {
        string?[] names = [data.FullName, data.Email, data.Phone, data.MacAddress];
        if (mustName && names.All(name => CleanText.Of(name) is null))
        {
            yield return ("macAddress", "guest_nameless");
        }

        if (data.Email is not null && EmailAddress.Parse(data.Email) is null)
        {
            yield return ("email", "email_unreadable");
        }

        if (data.MacAddress is not null && MacAddress.Parse(data.MacAddress) is null)
        {
            yield return ("macAddress", "mac_unreadable");
        }

        if (data.Language is not null && !IsLanguage(data.Language))
        {
            yield return ("language", "language_tag");
        }

        if (data.CustomFields is { ValueKind: not JsonValueKind.Null } fields && !CustomFields.CanKeep(fields))
        {
            yield return ("customFields", "fields_unkeepable");
        }

        if (data.FullName?.Length > LongestName)
        {
            yield return ("fullName", "text_too_long");
        }

        if (data.Phone?.Length > LongestPhone)
        {
            yield return ("phone", "text_too_long");
        }
    }

    private IEnumerable<(string Member, string Code)> ConsentFaults(MarketingConsentData? consent)
    {
        if (consent is { Granted: true } && string.IsNullOrWhiteSpace(consent.Text))
        {
            yield return ("marketingConsent.text", "consent_text");
        }

        if (consent?.Text?.Length > LongestConsent)
        {
            yield return ("marketingConsent.text", "text_too_long");
        }

        if (consent?.At > time.GetUtcNow() + Ahead)
        {
            yield return ("marketingConsent.at", "time_ahead");
        }

        if (consent?.Ip is { } ip && !IPAddress.TryParse(ip, out _))
        {
            yield return ("marketingConsent.ip", "ip_address");
        }
    }

    private static bool IsLanguage(string tag) =>
        tag.Length <= LongestLanguage
        && tag.Split('-') is [{ Length: 2 or 3 } language, .. var parts]
        && language.All(char.IsAsciiLetter)
        && parts.All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
}
