using Crm.Application.Messaging.Conversations;
using Crm.Domain.Common;
using Crm.Domain.Messaging;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Crm.Application.Messaging.Sending;

/// <summary>Takes a message to be sent: checked, paid for and stored; a worker sends it in its turn.</summary>
/// <param name="To">A phone number as people of the company's country type it, or the platform's own id of a person.</param>
/// <param name="Text">Only to somebody who wrote within the platform's window.</param>
/// <param name="Template">An approved one, to anybody who agreed to it.</param>
/// <param name="Media">As <paramref name="Text"/>.</param>
public sealed record SendMessage(
    Guid AccountId,
    string To,
    string? Text = null,
    TemplateOrder? Template = null,
    MediaOrder? Media = null
) : IRequest<MessageDto>
{
    internal MessageContent Content() =>
        this switch
        {
            { Template: { } template } => new(
                MessageContent.TemplateType,
                Text: null,
                new(
                    template.Name,
                    template.Language,
                    [.. (template.Components ?? []).Select(component => component.Sent())]
                )
            ),
            { Media: { } media } => new(
                media.Type!,
                CleanText.Of(media.Caption),
                Media: new(ProviderId: null, Type: null, CleanText.Of(media.FileName), media.Url)
            ),
            _ => new(MessageContent.TextType, CleanText.Of(Text)),
        };
}

internal sealed partial class SendMessageHandler(
    IMessagingDb db,
    MessagingAccounts accounts,
    Recipients recipients,
    MessageGuard guard,
    MessageCharges charges,
    MessageQueue queue,
    ILogger<SendMessageHandler> logger
) : IRequestHandler<SendMessage, MessageDto>
{
    public async Task<MessageDto> Handle(SendMessage request, CancellationToken cancellationToken)
    {
        var account = await accounts.GetAsync(request.AccountId, cancellationToken);
        account.RequireConnected();
        var content = request.Content();
        MessageGuard.RequireFit(account, content);
        var contact = await recipients.ReadAsync(account.Id, request.To, cancellationToken);
        var known = await recipients.FindAsync(contact, cancellationToken);
        var category = await guard.RequireAllowedAsync(account, known, contact, content, cancellationToken);
        var leadId = await recipients.FindLeadAsync(known, contact, cancellationToken);

        Message? message = null;
        await db.InTurnAsync(
            async () =>
            {
                var conversation = await recipients.OpenAsync(contact, leadId, cancellationToken);
                message = queue.Compose(conversation, content);
                db.Messages.Add(message);
                await db.SaveChangesAsync(cancellationToken);
                if (category is not null)
                {
                    await charges.TakeAsync(message, category, cancellationToken);
                    await db.SaveChangesAsync(cancellationToken);
                }
            },
            cancellationToken
        );
        queue.Wake();
        leadId ??= await TryBeginLeadAsync(account, contact);

        return MessageDto.From(message!, leadId, []);
    }

    /// <summary>
    /// The message is on its way by now, and that is what the caller has to hear: nobody stops it half way, and nothing makes it fail.
    /// </summary>
    private async Task<Guid?> TryBeginLeadAsync(MessagingAccount account, Contact contact)
    {
        try
        {
            return await BeginLeadAsync(account, contact);
        }
        catch (Exception exception)
        {
            LogNoLead(logger, account.Id, exception);

            return null;
        }
    }

    private async Task<Guid?> BeginLeadAsync(MessagingAccount account, Contact contact)
    {
        if (await recipients.AddLeadAsync(account, contact) is not { } leadId)
        {
            return null;
        }

        await db.InTurnAsync(
            async () =>
            {
                await recipients.OpenAsync(contact, leadId, CancellationToken.None);
                await db.SaveChangesAsync(CancellationToken.None);
            },
            CancellationToken.None
        );

        return leadId;
    }

    [LoggerMessage(LogLevel.Error, "A message of {AccountId} was stored, and the lead it begins was not")]
    private static partial void LogNoLead(ILogger logger, Guid accountId, Exception exception);
}
