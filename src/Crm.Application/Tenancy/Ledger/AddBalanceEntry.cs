using Crm.Application.Common;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy.Ledger;

/// <summary>Credits or, with a negative amount, debits the tenant of the scope.</summary>
/// <param name="Reference">The booker's own name of it: said again, it books nothing and answers with the first entry.</param>
public sealed record AddBalanceEntry(decimal Amount, string Description, string? Reference) : IRequest<BalanceEntryDto>;

internal sealed class AddBalanceEntryValidator : AbstractValidator<AddBalanceEntry>
{
    public AddBalanceEntryValidator()
    {
        RuleFor(request => request.Amount)
            .Must(amount => amount != 0 && Money.IsKeepable(amount))
            .WithErrorCode("amount")
            .WithMessage("Expected an amount other than zero with at most four decimals.");
        RuleFor(request => request.Description).NotEmpty();
        RuleFor(request => request.Description!).IsLine(500);
        RuleFor(request => request.Reference).IsLine(100);
        RuleFor(request => request.Reference).NotEmpty().When(request => request.Reference is not null);
    }
}

internal sealed class AddBalanceEntryHandler(ITenancyDb db, ILedger ledger)
    : IRequestHandler<AddBalanceEntry, BalanceEntryDto>
{
    public async Task<BalanceEntryDto> Handle(AddBalanceEntry request, CancellationToken cancellationToken)
    {
        if (!await db.Tenants.AnyAsync(cancellationToken))
        {
            throw new NotFoundException("Tenant");
        }

        // The ledger saves.
        var booking = new Booking(request.Amount, request.Description.Trim(), request.Reference?.Trim());

        return BalanceEntryDto.From(await ledger.BookAsync(booking, cancellationToken));
    }
}
