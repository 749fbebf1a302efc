using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Meta.Graph;

namespace Crm.ProviderSimulator.WhatsApp;

/// <summary>Takes messages. What it answers is acceptance; the truth comes by status.</summary>
internal sealed class MessageEndpoint(
    WhatsAppState state,
    People people,
    MessageRules messages,
    TemplateRules templates,
    SendLimits limits,
    WhatsAppWebhooks webhooks,
    TimeProvider clock
)
{
    public async Task<IResult> SendAsync(GraphCall call, PhoneNumber number)
    {
        call.NeedsScope("whatsapp_business_messaging");
        if (call["messaging_product"] != "whatsapp")
        {
            throw WhatsAppErrors.Parameter("The parameter messaging_product is required.");
        }

        if (call["status"] is { } status)
        {
            return MarkRead(call, status);
        }

        if (!number.IsRegistered)
        {
            throw WhatsAppErrors.Of(133010, "the number is not registered");
        }

        var type = messages.Check(call.Body, number);
        var (recipient, input, isLost) = Recipient(call, number);
        limits.CountNumber(number.Id);
        var failure = isLost ? null : Refused(call, number, recipient!, type, isUserId: input == recipient!.UserId);
        var message = new SentMessage(
            $"wamid.{RandomText.Of(44)}",
            number,
            recipient,
            type,
            call["biz_opaque_callback_data"],
            call.Body.GetRawText(),
            clock.GetUtcNow()
        );
        state.Sent[message.Id] = message;
        if (recipient is not null)
        {
            limits.NoteSent(number.Id, recipient.UserId);
            await TellAsync(message, failure);
        }

        return Accepted(message, input);
    }

    private IResult MarkRead(GraphCall call, string status)
    {
        var id = call["message_id"] ?? throw WhatsAppErrors.Missing("message_id");
        if (status != "read" || !state.Inbound.ContainsKey(id))
        {
            throw WhatsAppErrors.Parameter("status is read, and message_id that of an inbound message");
        }

        state.Inbound[id] = true;
        return GraphGate.Success();
    }

    // A user id in `to` is accepted and reaches nobody, as it is in reality; its place is `recipient`.
    private (Person? Person, string Input, bool IsLost) Recipient(GraphCall call, PhoneNumber number)
    {
        if (call["recipient_type"] is not (null or "individual"))
        {
            throw WhatsAppErrors.Invalid("recipient_type is individual");
        }

        if (call["to"] is { } to)
        {
            return People.IsUserId(to) ? (null, to, true) : (ByPhone(to, number), to, false);
        }

        var userId = call["recipient"] ?? throw WhatsAppErrors.Missing("to or recipient");
        return People.IsUserId(userId) && people.ByUserId(userId) is { } person
            ? (person, userId, false)
            : throw WhatsAppErrors.Of(131026, "recipient is no user id of this portfolio");
    }

    private Person ByPhone(string to, PhoneNumber number)
    {
        var digits = new string([.. to.Where(char.IsAsciiDigit)]);
        if (
            digits.Length is < 7 or > 15
            || to.Any(letter => !char.IsAsciiDigit(letter) && letter is not ('+' or ' ' or '-' or '(' or ')'))
        )
        {
            throw WhatsAppErrors.Invalid("to is no phone number");
        }

        return digits == number.Digits ? throw WhatsAppErrors.Of(131021, "to is the sender")
            : number.AccountMode == PhoneNumber.Sandbox && !number.AllowList.Contains(digits)
                ? throw WhatsAppErrors.Of(131030, "a test number reaches its allow list only")
            : people.ByPhone(digits);
    }

    /// <summary>Throws what is refused at once; gives back what fails later.</summary>
    private GraphError? Refused(GraphCall call, PhoneNumber number, Person recipient, string type, bool isUserId)
    {
        limits.CheckPair(number.Id, recipient.UserId);
        if (type == "template")
        {
            var template = templates.Check(call.Body.GetProperty("template"), number);
            if (isUserId && template.Category == Template.Authentication)
            {
                throw WhatsAppErrors.Of(131062, "authentication templates need a phone number");
            }
        }
        else if (!people.HasOpenWindow(number.Id, recipient))
        {
            const string Details = "more than 24 hours have passed since the recipient last replied";
            return state.Settings.Current.WindowErrorLater
                ? WhatsAppErrors.Make(131047, Details)
                : throw WhatsAppErrors.Of(131047, Details);
        }

        return recipient.RefusalCode is { } code ? WhatsAppErrors.Make(code, "the recipient cannot be reached") : null;
    }

    private async Task TellAsync(SentMessage message, GraphError? failure)
    {
        var settings = state.Settings.Current;
        var statuses = failure is null ? settings.AutoStatuses : ["failed"];
        if (statuses.Count == 0)
        {
            return;
        }

        var sending = webhooks.TellAsync(
            new StatusOrder
            {
                MessageId = message.Id,
                Statuses = statuses,
                ErrorCode = failure?.Code,
                Target = settings.StatusTarget,
            }
        );
        if (settings.StatusBeforeAnswer)
        {
            await sending;
        }
    }

    private static IResult Accepted(SentMessage message, string input)
    {
        var contact = message.Recipient is { HidesPhone: true } hidden
            ? (object)new { Input = input, UserId = hidden.UserId }
            : new
            {
                Input = input,
                WaId = message.Recipient?.WaId ?? input,
                message.Recipient?.UserId,
            };
        return GraphGate.Ok(
            new
            {
                MessagingProduct = "whatsapp",
                Contacts = new[] { contact },
                Messages = new[] { new { message.Id, MessageStatus = "accepted" } },
            }
        );
    }
}
