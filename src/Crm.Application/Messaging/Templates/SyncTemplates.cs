using Crm.Application.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Messaging.Templates;

/// <summary>Reads the templates of an account at its platform, all of them.</summary>
/// <param name="OnlyIfStale">Not when they were read within the hour; and what is stored is good enough while the platform is in trouble.</param>
public sealed record SyncTemplates(Guid AccountId, bool OnlyIfStale = false) : IRequest;

internal sealed class SyncTemplatesValidator : AbstractValidator<SyncTemplates>
{
    public SyncTemplatesValidator() => RuleFor(request => request.AccountId).NotEmpty();
}

internal sealed class SyncTemplatesHandler(IMessagingDb db, MessagingAccounts accounts, TemplateBook templates)
    : AsyncRequestHandler<SyncTemplates>
{
    protected override async Task Handle(SyncTemplates request, CancellationToken cancellationToken)
    {
        var account = await accounts.GetAsync(request.AccountId, cancellationToken);
        if (!request.OnlyIfStale)
        {
            await templates.SyncAsync(account, cancellationToken);
        }
        else if (
            account.IsConnected && !await templates.IsFreshAsync(account.Id, TemplateBook.Fresh, cancellationToken)
        )
        {
            var hasSome = await db.MessageTemplates.AnyAsync(row => row.AccountId == account.Id, cancellationToken);
            try
            {
                await templates.SyncAsync(account, cancellationToken);
            }
            catch (ProviderException) when (hasSome)
            {
                // The account's health says what is wrong.
            }
        }
    }
}
