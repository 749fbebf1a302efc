using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Identity;

internal static class LostRace
{
    private const string UniqueViolation = "23505";

    /// <summary>Somebody else was faster: the same link in two hands, or another account of the address proven at the same moment.</summary>
    public static bool IsLostRace(this DbUpdateException exception) =>
        exception is DbUpdateConcurrencyException
        || exception.InnerException is DbException { SqlState: UniqueViolation };
}
