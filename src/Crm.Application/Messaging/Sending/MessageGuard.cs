using Crm.Application.Integrations.Contracts;
using Crm.Application.Leads.Contracts;
using Crm.Application.Messaging.Templates;
using Crm.Domain.Common;
using Crm.Domain.Messaging;

namespace Crm.Application.Messaging.Sending;

/// <summary>
/// Whether a message may go to a person now. Asked when it is composed, where the caller is told why not, and again when its turn has
/// come, since a word, an hour or a platform's judgement may lie between.
/// </summary>
internal sealed class MessageGuard(TemplateBook templates, IConsentLedger consents, TimeProvider time)
{
    /// <exception cref="DomainException">What the platform would refuse, whoever it is for.</exception>
    public static void RequireFit(MessagingAccount account, MessageContent content)
    {
        if (account.Sender.Check(content.Outgoing()) is [var fault, ..])
        {
            throw new DomainException(
                fault.Code,
                ("platform", account.Platform),
                ("member", fault.Member),
                ("limit", fault.Limit),
                ("actual", fault.Actual)
            );
        }
    }

    /// <returns>The template's category; null where it is none.</returns>
    /// <exception cref="DomainException">The reason why not.</exception>
    public async Task<string?> RequireAllowedAsync(
        MessagingAccount account,
        Conversation? conversation,
        Contact contact,
        MessageContent content,
        CancellationToken cancellationToken
    )
    {
        RequireNotOptedOut(conversation);
        if (content.Template is not { } sent)
        {
            RequireOpen(account, conversation);

            return null;
        }

        var template = await templates.FindAsync(account, sent.Name, sent.Language, cancellationToken);
        RequireFit(RequireApproved(template, sent), sent);
        await RequireConsentAsync(account, conversation, contact, template!, cancellationToken);

        return template!.Category;
    }

    /// <returns>Null: nothing has come between.</returns>
    public async Task<DomainException?> FindObstacleAsync(
        MessagingAccount account,
        Conversation conversation,
        MessageContent content,
        CancellationToken cancellationToken
    )
    {
        try
        {
            RequireNotOptedOut(conversation);
            if (content.Template is not { } sent)
            {
                RequireOpen(account, conversation);

                return null;
            }

            var template = await templates.ReadAsync(account.Id, sent.Name, sent.Language, cancellationToken);
            var contact = new Contact(account.Id, conversation.Phone, conversation.UserId);
            await RequireConsentAsync(
                account,
                conversation,
                contact,
                RequireApproved(template, sent),
                cancellationToken
            );

            return null;
        }
        catch (DomainException obstacle)
        {
            return obstacle;
        }
    }

    /// <summary>The person's own word ends everything, until a later consent.</summary>
    private static void RequireNotOptedOut(Conversation? conversation)
    {
        if (conversation is { IsOptedOut: true })
        {
            throw new DomainException(MessageFaults.OptedOut);
        }
    }

    private void RequireOpen(MessagingAccount account, Conversation? conversation)
    {
        var window = account.Sender.Rules.ServiceWindow;
        if (conversation?.IsOpenAt(time.GetUtcNow(), window) is not true)
        {
            throw new DomainException("outside_service_window", ("hours", (int)window.TotalHours));
        }
    }

    private static MessageTemplate RequireApproved(MessageTemplate? template, SentTemplate sent)
    {
        if (template is null)
        {
            throw new DomainException("template_unknown", ("name", sent.Name), ("language", sent.Language));
        }

        return template.IsApproved
            ? template
            : throw new DomainException(
                "template_not_approved",
                ("name", sent.Name),
                ("language", sent.Language),
                ("status", template.Status)
            );
    }

    private static void RequireFit(MessageTemplate template, SentTemplate sent)
    {
        foreach (var misfit in TemplateFit.Check(template.Slots, sent.Components ?? []))
        {
            throw new DomainException(
                misfit.Code,
                ("component", misfit.Component),
                ("expected", misfit.Expected),
                ("found", misfit.Found)
            );
        }
    }

    /// <summary>Of marketing alone: what somebody ordered or asked for needs none.</summary>
    private async Task RequireConsentAsync(
        MessagingAccount account,
        Conversation? conversation,
        Contact contact,
        MessageTemplate template,
        CancellationToken cancellationToken
    )
    {
        if (template.Category is not MessageTemplate.Marketing)
        {
            return;
        }

        var standing = await consents.FindAsync(
            conversation?.LeadId,
            [.. conversation?.Phones ?? [], .. contact.Phone is { } phone ? [phone] : Array.Empty<string>()],
            account.Platform,
            cancellationToken
        );
        if (standing is { IsGranted: false })
        {
            throw new DomainException(MessageFaults.OptedOut);
        }

        if (standing is null && await consents.IsRequiredAsync(cancellationToken))
        {
            throw new DomainException("consent_missing");
        }
    }
}

internal static class OutgoingContents
{
    public static OutgoingContent Outgoing(this MessageContent content) =>
        content switch
        {
            { Template: { } template } => new OutgoingContent.Template(
                template.Name,
                template.Language,
                [
                    .. (template.Components ?? []).Select(component => new OutgoingComponent(
                        component.Type,
                        component.SubType,
                        component.Index,
                        [
                            .. (component.Parameters ?? []).Select(parameter => new OutgoingParameter(
                                parameter.Type,
                                parameter.Value,
                                parameter.Name
                            )),
                        ]
                    )),
                ]
            ),
            { Media.Url: { } url } => new OutgoingContent.Media(
                content.Type,
                new Uri(url),
                content.Text,
                content.Media.FileName
            ),
            _ => new OutgoingContent.Text(content.Text ?? ""),
        };
}
