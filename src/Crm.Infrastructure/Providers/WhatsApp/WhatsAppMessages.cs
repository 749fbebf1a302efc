using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Meta;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.WhatsApp;

/// <summary>Sends from a number of the Cloud API (whatsapp §3): one call, and what it answers is acceptance.</summary>
internal sealed class WhatsAppMessages(GraphClient graph, WhatsAppTemplates templates) : IMessageSender
{
    private const string AppTooFast = "4";
    private const string NumberTooFast = "130429";
    private const string PersonTooOften = "131056";
    private const string ReportedAsSpam = "131048";
    private const int MostDoublings = 8;
    private const int MostQuadruplings = 4;

    private static readonly TimeSpan PausePerPerson = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan AppPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan NumberPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SpamPause = TimeSpan.FromHours(1);

    public ProviderDescriptor Descriptor => WhatsAppProvider.Descriptor;

    public MessagingRules Rules { get; } = new(TimeSpan.FromHours(24), PausePerPerson);

    public IReadOnlyList<ContentFault> Check(OutgoingContent content) => [.. WhatsAppRules.Check(content)];

    public async Task<MessageAnswer> SendAsync(
        AccountAccess access,
        MessageOrder order,
        CancellationToken cancellationToken
    )
    {
        var caller = WhatsAppNumbers.CallerOf(access.RequiredToken, access.Credentials);
        var numberId = GraphId.Require(WhatsAppProvider.Key, access.ExternalId ?? "", "reason_number_unseen");
        try
        {
            var (answer, traceId) = await graph.PostOnceAsync(
                caller,
                $"{numberId}/messages",
                WhatsAppWire.Write(order),
                cancellationToken
            );

            return Read(answer, traceId);
        }
        catch (ProviderException refusal) when (WaitOf(refusal.ProviderCode, order.Postponed) is { } wait)
        {
            if (refusal.ProviderCode is PersonTooOften)
            {
                // Of one person alone: it says nothing of the account.
                return new MessageAnswer.Postponed(wait, refusal.ProviderCode, refusal.RequestId);
            }

            throw new ProviderException(refusal.Code, refusal.Platform, refusal.Reason, wait)
            {
                RequestId = refusal.RequestId,
                ProviderCode = refusal.ProviderCode,
            };
        }
        catch (ProviderException refusal)
            when (!refusal.MayHaveHappened && GraphRefusals.Classify(refusal.ProviderCode) is not null)
        {
            return new MessageAnswer.Refused(
                GraphRefusals.Classify(refusal.ProviderCode)!.Value,
                GraphRefusals.ReasonOf(refusal.ProviderCode) ?? refusal.Reason,
                refusal.ProviderCode,
                refusal.RequestId
            );
        }
    }

    public Task<IReadOnlyList<ListedTemplate>> ListTemplatesAsync(
        AccountAccess access,
        CancellationToken cancellationToken
    ) => templates.ListAsync(access, cancellationToken);

    /// <summary>How long what went too fast waits (whatsapp §6); null: that was not it.</summary>
    /// <param name="postponed">How often it has waited already.</param>
    internal static TimeSpan? WaitOf(string? code, int postponed) =>
        code switch
        {
            AppTooFast => AppPause,
            NumberTooFast => NumberPause * Math.Pow(2, Math.Min(postponed, MostDoublings)),
            PersonTooOften => PausePerPerson * Math.Pow(4, Math.Min(postponed, MostQuadruplings)),
            ReportedAsSpam => SpamPause,
            _ => null,
        };

    private static MessageAnswer.Accepted Read(JsonElement answer, string? traceId)
    {
        if (First(answer, "messages") is not { } message || JsonText.Id(message, "id") is not { } id)
        {
            // It was taken: the status that comes says which it is.
            throw new ProviderException("provider_unavailable", WhatsAppProvider.Key, "unreadable_answer", null)
            {
                MayHaveHappened = true,
                RequestId = traceId,
            };
        }

        var contact = First(answer, "contacts");

        return new(
            id,
            contact is { } known ? MetaMessages.PhoneOf(JsonText.Id(known, "wa_id")) : null,
            contact is { } person ? JsonText.Id(person, "user_id") : null,
            traceId ?? MetaEvents.Digest(id)
        );
    }

    private static JsonElement? First(JsonElement parent, string member) =>
        parent.TryGetProperty(member, out var rows)
        && rows.ValueKind is JsonValueKind.Array
        && rows.GetArrayLength() > 0
        && rows[0].ValueKind is JsonValueKind.Object
            ? rows[0]
            : null;
}
