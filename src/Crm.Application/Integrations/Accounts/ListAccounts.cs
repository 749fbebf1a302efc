using System.Globalization;
using Crm.Application.Common;
using Crm.Domain.Integrations;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Accounts;

/// <param name="ForAdmin">Shows the webhook addresses.</param>
public sealed record ListAccounts(
    string? Platform,
    string? Status,
    string? Cursor,
    int Limit,
    bool ForAdmin,
    bool IncludeTotal = false
) : IRequest<Page<AccountDto>>;

internal sealed class ListAccountsValidator : AbstractValidator<ListAccounts>
{
    public ListAccountsValidator()
    {
        RuleFor(request => request.Limit).IsPageSize();
        RuleFor(request => request.Cursor).IsIdCursor();
        RuleFor(request => request.Status)
            .Must(status => status is null || AccountStatusNames.Find(status) is not null);
    }
}

internal sealed class ListAccountsHandler(
    IIntegrationsDb db,
    ProviderCatalog providers,
    AccountViews views,
    TimeProvider clock
) : IRequestHandler<ListAccounts, Page<AccountDto>>
{
    public async Task<Page<AccountDto>> Handle(ListAccounts request, CancellationToken cancellationToken)
    {
        var accounts = (
            request.Status is { } name
                ? db.ListAccounts(AccountStatusNames.Find(name)!.Value, clock.GetUtcNow())
                : db.Accounts
        ).AsNoTracking();
        if (request.Platform is { } platform)
        {
            var key = providers.FindDescriptor(platform)?.Key ?? platform;
            accounts = accounts.Where(account => account.Platform == key);
        }

        long? total = request.IncludeTotal ? await accounts.LongCountAsync(cancellationToken) : null;
        if (request.Cursor is { } cursor)
        {
            var last = Guid.Parse(cursor, CultureInfo.InvariantCulture);
            accounts = accounts.Where(account => account.Id < last);
        }

        var page = await accounts
            .OrderByDescending(account => account.Id)
            .Take(request.Limit + 1)
            .ToListAsync(cancellationToken);
        var shown = page.Take(request.Limit).ToList();

        return new(
            await views.AllAsync(shown, request.ForAdmin, cancellationToken),
            page.Count > request.Limit ? shown[^1].Id.ToString() : null,
            total
        );
    }
}
